check tests/golden/prisoners.detente --json
