concepts --width 80
