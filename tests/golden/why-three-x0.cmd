explain tests/golden/why-three.detente x0 --details --width 90
