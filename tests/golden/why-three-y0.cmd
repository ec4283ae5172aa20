explain tests/golden/why-three.detente y0 --details --width 90
