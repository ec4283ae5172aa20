sources tests/golden/why-three.detente --width 72
