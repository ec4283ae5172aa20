compare tests/golden/why-two.detente --json
