help solve
