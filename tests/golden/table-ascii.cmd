solve tests/golden/prisoners.detente --width 80 --ascii
