explain tests/golden/why-two.detente 6 --details --width 90
