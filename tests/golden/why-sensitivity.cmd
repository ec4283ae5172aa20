solve tests/golden/why-two.detente --concepts nash,seq --sensitivity --width 90
