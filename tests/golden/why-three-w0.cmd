explain tests/golden/why-three.detente w0 --details --width 90
