solve tests/golden/prisoners.detente --json
