explain tests/golden/why-three.detente s0 --details --width 90
