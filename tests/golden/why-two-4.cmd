explain tests/golden/why-two.detente 4 --details --width 90
