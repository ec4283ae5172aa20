explain tests/golden/why-two.detente 2 --details --width 90
