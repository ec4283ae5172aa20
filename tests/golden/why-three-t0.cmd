explain tests/golden/why-three.detente t0 --details --width 90
