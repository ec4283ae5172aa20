explain tests/golden/why-two.detente 7 --ascii --width 60
