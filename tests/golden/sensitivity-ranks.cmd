solve tests/golden/tied-already.detente --sensitivity --width 120
