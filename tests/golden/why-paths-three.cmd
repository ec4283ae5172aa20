paths tests/golden/why-three.detente --from s1 --width 90
