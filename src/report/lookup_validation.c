#include "report/lookup_validation.h"

#include "base/duration.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/dnssec.h"
#include "query/validate.h"

enum {
	OWNER_MAX = 40, /* columns; a longer owner makes its line longer */
	WHAT_MAX = 12,
	STATUS_SIZE = sizeof("indeterminate") - 1,
	TEXT_SIZE = 64,
};

static void print_owner(struct text *text, const struct validate_step *step)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text name;

	text_init(&name, buffer, sizeof(buffer));
	name_print(&name, step->owner);
	text_add(text, text_str(&name));
}

static size_t owner_width(const struct validate_step *step)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text name;

	text_init(&name, buffer, sizeof(buffer));
	name_print(&name, step->owner);
	return name.len;
}

/* Columns that fit all steps, within bounds. */
static void measure(const struct validate_result *result, int *out_owner, int *out_what)
{
	size_t owner = 1;
	size_t what = 1;

	for (size_t i = 0; i < result->step_count; i++) {
		const size_t size = owner_width(&result->steps[i]);
		const size_t of_what = str_of(result->steps[i].what).len;

		if (size > owner && size <= OWNER_MAX)
			owner = size;
		if (of_what > what && of_what <= WHAT_MAX)
			what = of_what;
	}
	*out_owner = (int)owner;
	*out_what = (int)what;
}

/* What could not be had is told once, above: every step behind it fails for that alone. */
static bool is_told(const struct validate_result *result,
		    const struct validate_step *step)
{
	return result->status == VALIDATE_INDETERMINATE && result->why != NULL &&
	       str_equal(str_of(step->why), str_of(result->why));
}

static void print_step(struct text *text, const struct validate_result *result,
		       const struct validate_step *step, int owner, int what)
{
	const size_t width = owner_width(step);

	text_add_cstr(text, ";;   ");
	print_owner(text, step);
	text_add_repeat(text, ' ', width < (size_t)owner ? (size_t)owner - width : 0);
	text_add_format(text, "  %-*s  ", what, step->what);
	if (is_told(result, step)) {
		text_add_format(text, "%s\n", validate_status_name(step->status));
		return;
	}
	text_add_format(text, "%-*s  %s", (int)STATUS_SIZE,
			validate_status_name(step->status), step->why);
	if (step->has_expiry && step->status == VALIDATE_SECURE) {
		text_add_cstr(text, "; expires in ");
		validate_print_span(text, step->expires_in);
	}
	text_add_char(text, '\n');
}

static void print_first(struct text *text, const struct validate_step *first)
{
	if (first == NULL)
		return;
	text_add_cstr(text, ";; The first signature to expire: ");
	print_owner(text, first);
	text_add_format(text, " %s, in ", first->what);
	validate_print_span(text, first->expires_in);
	text_add_char(text, '\n');
}

void lookup_validation_print(struct text *text, const struct validate_result *result)
{
	int owner;
	int what;

	if (result == NULL)
		return;
	text_add_format(text, ";; VALIDATION: %s%s\n",
			validate_status_name(result->status),
			result->is_unsupported ? " (unsupported)" : "");
	if (result->why != NULL)
		text_add_format(text, ";; %s\n", result->why);
	measure(result, &owner, &what);
	for (size_t i = 0; i < result->step_count; i++)
		print_step(text, result, &result->steps[i], owner, what);
	print_first(text, result->first_to_expire);
	text_add_char(text, '\n');
}

void lookup_validation_print_short(struct text *text,
				   const struct validate_result *result)
{
	if (result == NULL || result->status == VALIDATE_SECURE)
		return;
	text_add_format(text, ";; VALIDATION: %s: %s\n",
			validate_status_name(result->status),
			result->why == NULL ? "" : result->why);
}

static void print_key(struct json *json, const struct validate_step *step)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text text;

	json_key(json, "key");
	if (!step->has_key) {
		json_null(json);
		return;
	}
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, step->signer);
	json_object_begin(json);
	json_member_str(json, "signer", text_str(&text));
	json_member_u64(json, "tag", step->key_tag);
	json_member_u64(json, "algorithm", step->algorithm);
	text_clear(&text);
	dnssec_print_algorithm(&text, step->algorithm);
	json_member_str(json, "algorithmName", text_str(&text));
	json_object_end(json);
}

/* When, and in how many seconds, a signature expires. */
static void print_expiry(struct json *json, const struct validate_step *step)
{
	char buffer[TEXT_SIZE];
	struct text text;

	json_key(json, "expires");
	if (step == NULL || !step->has_expiry) {
		json_null(json);
		json_key(json, "expiresIn");
		json_null(json);
		return;
	}
	text_init(&text, buffer, sizeof(buffer));
	duration_print_time(&text, (uint64_t)step->expiration * DURATION_S, false);
	json_str(json, text_str(&text));
	json_key(json, "expiresIn");
	json_i64(json, step->expires_in);
}

static void print_json_step(struct json *json, const struct validate_step *step)
{
	char buffer[NAME_TEXT_MAX + 1];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	print_owner(&text, step);
	json_object_begin(json);
	json_member_str(json, "name", text_str(&text));
	json_member_cstr(json, "what", step->what);
	json_member_cstr(json, "status", validate_status_name(step->status));
	json_member_cstr(json, "why", step->why);
	print_key(json, step);
	print_expiry(json, step);
	json_object_end(json);
}

static void print_object(struct json *json, const struct validate_result *result)
{
	json_object_begin(json);
	json_member_cstr(json, "status", validate_status_name(result->status));
	json_member_cstr(json, "why", result->why);
	json_member_bool(json, "unsupported", result->is_unsupported);
	print_expiry(json, result->first_to_expire);
	json_member_u64(json, "questions", result->questions);
	json_member_u64(json, "verifications", result->verifications);
	json_key(json, "steps");
	json_array_begin(json);
	for (size_t i = 0; i < result->step_count; i++)
		print_json_step(json, &result->steps[i]);
	json_array_end(json);
	json_object_end(json);
}

void lookup_validation_print_json(struct json *json, const struct validate_result *result)
{
	if (result == NULL)
		return;
	json_key(json, "validation");
	print_object(json, result);
}

void lookup_validation_print_yaml(struct text *text, const struct validate_result *result)
{
	struct json json;

	if (result == NULL)
		return;
	text_add_cstr(text, "- type: VALIDATION\n  message: ");
	json_init(&json, text, false);
	print_object(&json, result);
	text_add_char(text, '\n');
}
