solve tests/golden/prisoners.detente --width 80 --concepts nash,seq --verbose --engine graph
