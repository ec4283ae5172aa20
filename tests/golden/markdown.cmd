solve tests/golden/prisoners.detente --markdown
