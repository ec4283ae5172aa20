solve tests/golden/cuban-missile-crisis.detente --width 50 --concepts nash
