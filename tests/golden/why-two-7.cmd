explain tests/golden/why-two.detente 7 --details --width 90
