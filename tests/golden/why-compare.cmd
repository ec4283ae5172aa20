compare tests/golden/why-two.detente --width 90
