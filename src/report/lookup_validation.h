#pragma once

struct json;
struct text;
struct validate_result;

/** What DNSSEC says of a reply; each of these writes nothing for NULL. */

/** The block behind dig's text: the verdict, its reason, and a line for each step of the chain. */
void lookup_validation_print(struct text *text, const struct validate_result *result);

/** One line, unless the reply is secure. */
void lookup_validation_print_short(struct text *text,
				   const struct validate_result *result);

/** The member "validation". */
void lookup_validation_print_json(struct json *json,
				  const struct validate_result *result);

/** An item of dig's YAML list; its value is JSON, which is YAML too. */
void lookup_validation_print_yaml(struct text *text,
				  const struct validate_result *result);
