solve tests/golden/cuban-missile-crisis.detente --width 100 --limit 6
