solve tests/golden/tied-already.detente --sensitivity --json
