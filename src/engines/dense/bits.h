/* SPDX-License-Identifier: MIT
 *
 * Loops over bits: one bit per state, many states at a time.
 *
 * Plain C that the compiler turns into vector instructions; where compiler and C library can choose
 * at run time (DT_CLONES) each loop exists for several instruction sets, so that the ordinary
 * build is as fast as one made for the machine.
 */
#ifndef DT_BITS_H
#define DT_BITS_H

#include "base/base.h"

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__GLIBC__) &&       \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define DT_CLONES __attribute__((target_clones("avx2", "default")))
#else
#define DT_CLONES
#endif

/* A truth value at every state of a leaf: `words`, negated where `flip` is all ones; words NULL:
 * the constant `flip`. */
typedef struct dt_vector {
    const uint64_t *words;
    uint64_t flip;
} dt_vector;

/* [p]: the bits of a word whose number has bit p clear */
extern const uint64_t dt_low_half[6];

/* out = (a ^ fa) & (b ^ fb),  out = a ^ b ^ f */
void dt_bits_and(uint64_t *out, const uint64_t *a, uint64_t fa, const uint64_t *b, uint64_t fb,
                 size_t n);
void dt_bits_xor(uint64_t *out, const uint64_t *a, const uint64_t *b, uint64_t f, size_t n);
uint64_t dt_bits_popcount(const uint64_t *a, size_t n);

/* One plane of the comparison "p >= t", most significant plane first: `open` are the states not
 * decided yet, `more` those where p > t.  Returns the union of what stays open.  p and t must not
 * both be constant. */
uint64_t dt_bits_compare(uint64_t *open, uint64_t *more, dt_vector p, dt_vector t, size_t n);

/* Block maxima, one plane.  `left` holds `groups` groups of n words: the states that may still be
 * the best of their block; a block is a bit position of the n words.  best = OR over the groups of
 * left & p. */
void dt_bits_best(uint64_t *best, const uint64_t *left, dt_vector p, size_t n, size_t groups);
/* left &= p | ~best: where some state has the plane, those without it drop out */
void dt_bits_keep(uint64_t *left, const uint64_t *best, dt_vector p, size_t n, size_t groups);

/* left & ~p, whether that is empty, and keep it: one plane of a lexicographic minimum */
uint64_t dt_bits_least(uint64_t *left, dt_vector p, uint64_t *scratch, size_t n);

/* scores[0 .. 64*n-1] = the planes as binary numbers, most significant first (count <= 15), or
 * INT16_MAX where not `keep` */
void dt_bits_scores(int16_t *scores, const dt_vector *planes, uint32_t count, dt_vector keep,
                    size_t n);

/* The ways in which wide.c is written; which one is taken is seen from the machine. */
typedef enum dt_path { DT_PATH_PLAIN, DT_PATH_SSE2, DT_PATH_AVX2, DT_PATH_AVX512 } dt_path;

bool dt_path_works(dt_path path);
/* dt_bits_scores and dt_bits_planes by a path that works; where it has no code of its own, by the
 * one before it. */
void dt_bits_scores_by(dt_path path, int16_t *scores, const dt_vector *planes, uint32_t count,
                       dt_vector keep, size_t n);
void dt_bits_planes_by(dt_path path, uint64_t *words, size_t step, uint32_t count,
                       const int16_t *scores);

/* Back: the lowest `count` bits of 64 numbers as a word each, word t at words[t * step]; the
 * highest bit is plane 0. */
void dt_bits_planes(uint64_t *words, size_t step, uint32_t count, const int16_t *scores);

/* 64*n scores become `value` */
void dt_bits_fill(int16_t *scores, int16_t value, size_t n);

/* a[k] = 0 where own[k] is INT16_MAX, else from[k] + INT16_MIN, or else level */
void dt_scores_keys(int16_t *a, const int16_t *own, const int16_t *from, size_t n);
void dt_scores_level(int16_t *a, const int16_t *own, int16_t level, size_t n);
/* least a[k] where own[k] is not INT16_MAX */
int16_t dt_scores_least(const int16_t *a, const int16_t *own, size_t n);
/* t[k] = max(t[k], min(a[k], b[k])) */
void dt_scores_raise(int16_t *t, const int16_t *a, const int16_t *b, size_t n);
/* t[k] = max(t[k], a[k]) */
void dt_scores_max(int16_t *t, const int16_t *a, size_t n);
/* is some own[k], other than INT16_MAX, above t[k]? */
bool dt_scores_exceed(const int16_t *own, const int16_t *t, size_t n);

#endif
