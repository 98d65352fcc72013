SELECT at FROM form_done WHERE once = $1
