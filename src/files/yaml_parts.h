/* files/yaml_parts.h - what reading and writing YAML must agree on. Private to files/yaml*.c. */
#ifndef FILES_YAML_PARTS_H
#define FILES_YAML_PARTS_H

#include "files/yaml.h"

/* 0, -7, 42: what an integer is when written, so that writing gives the same characters again. */
bool yaml_integer(struct text t, json_int_t *n);

#endif
