#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct text;

/** A DNSSEC algorithm by BIND's name ("ECDSAP256SHA256"), or its number. */
void rdata_mnemonic_print_algorithm(struct text *text, uint8_t algorithm);
/** Name (any case) or number; false for neither. */
bool rdata_mnemonic_find_algorithm(struct str text, uint8_t *out_algorithm);

/** The kind of a CERT ("PKIX"), or its number.  Source: RFC 4398 section 2.1. */
void rdata_mnemonic_print_cert(struct text *text, uint16_t type);
bool rdata_mnemonic_find_cert(struct str text, uint16_t *out_type);
