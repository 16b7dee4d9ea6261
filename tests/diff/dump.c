/*
 * Shows messages as our code reads them, for comparison with another reader: dump FILE ...
 * A line of FILE is a name, a blank and a message in hex.  Fields are separated by tabs:
 *
 *     message NAME SIZE
 *     header  ID FLAGS QUESTIONS ANSWERS AUTHORITIES ADDITIONALS
 *     rr      SECTION OFFSET OWNER TYPE CLASS TTL RDATA-IN-HEX RDATA-IN-TEXT
 *     opt     UDP-SIZE VERSION RCODE FLAGS COUNT
 *     option  CODE DATA-IN-HEX TEXT
 *     end     OFFSET EXTRA FAULT
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/text.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum { TEXT_MAX = 1 << 22 };

static void show_hex(const uint8_t *data, size_t size)
{
	putchar('\t');
	for (size_t i = 0; i < size; i++)
		printf("%02x", data[i]);
}

static void show_text(const struct text *text)
{
	if (text->err != ERR_OK) {
		fputs("a text does not fit\n", stderr);
		exit(1);
	}
	putchar('\t');
	fwrite(text->data, 1, text->len, stdout);
}

static void show_rr(struct text *text, const uint8_t *wire, size_t size,
		    const struct message_rr *rr)
{
	static uint8_t expanded[RDATA_NORMAL_MAX];
	static const struct rdata_style style;
	struct name_buffer owner;
	size_t expanded_size = 0;

	message_owner(wire, size, rr, &owner);
	text_clear(text);
	name_print(text, name_of(&owner));
	printf("rr\t%d\t%zu", (int)rr->section, rr->offset);
	show_text(text);
	printf("\t%u\t%u\t%u", rr->type, rr->rr_class, rr->ttl);
	if (rdata_expand(rr->type, wire, size, rr->rdata, rr->rdata_size, expanded,
			 sizeof(expanded), &expanded_size) != ERR_OK) {
		fputs("rdata does not expand\n", stderr);
		exit(1);
	}
	show_hex(expanded, expanded_size);
	text_clear(text);
	if (rr->section != SECTION_QUESTION) {
		rdata_print(text, rr->type, wire, size, rr->rdata, rr->rdata_size,
			    &style);
	}
	show_text(text);
	putchar('\n');
}

static void show_edns(struct text *text, const struct edns *edns, uint16_t flags)
{
	struct edns_option option;
	size_t offset = 0;
	bool is_cut;

	if (!edns->is_present)
		return;
	printf("opt\t%u\t%u\t%u\t%u\t%u\n", edns->udp_size, edns->version,
	       edns_rcode(flags, edns), edns->flags, edns->opt_count);
	while (edns_next(edns, &offset, &option, &is_cut)) {
		printf("option\t%u", option.code);
		show_hex(option.data, option.size);
		text_clear(text);
		edns_print_option(text, &option);
		show_text(text);
		putchar('\n');
	}
}

static void show_message(struct text *text, const char *name, const uint8_t *wire,
			 size_t size)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct edns edns;

	printf("message\t%s\t%zu\n", name, size);
	message_begin(&cursor, wire, size);
	if (size >= MESSAGE_HEADER_SIZE) {
		printf("header\t%u\t%u", cursor.header.id, cursor.header.flags);
		for (int i = 0; i < SECTION_COUNT; i++)
			printf("\t%u", cursor.header.counts[i]);
		putchar('\n');
	}
	while (message_next(&cursor, &rr))
		show_rr(text, wire, size, &rr);
	edns_find(wire, size, &edns);
	show_edns(text, &edns, cursor.header.flags);
	printf("end\t%zu\t%zu\t%s\n", cursor.offset, cursor.extra,
	       cursor.fault != NULL ? cursor.fault : "");
}

/* Gives the message to the reader in a buffer of exactly its size. */
static void show_line(struct text *text, char *line)
{
	char *blank = strchr(line, ' ');
	struct str hex;
	uint8_t *wire;
	size_t size = 0;

	if (blank == NULL)
		exit(2);
	*blank = '\0';
	hex = str_trim(str_of(blank + 1));
	wire = malloc(hex.len / 2 + 1);
	if (wire == NULL || num_parse_bytes(hex, wire, hex.len / 2, &size) != ERR_OK)
		exit(2);
	wire = realloc(wire, size > 0 ? size : 1);
	if (wire == NULL)
		exit(2);
	show_message(text, line, wire, size);
	free(wire);
}

int main(int argc, char **argv)
{
	struct text text;
	char *line = NULL;
	size_t room = 0;

	text_init_growing(&text, TEXT_MAX);
	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "r");

		if (file == NULL) {
			perror(argv[i]);
			return 2;
		}
		while (getline(&line, &room, file) > 0)
			show_line(&text, line);
		fclose(file);
	}
	free(line);
	text_free(&text);
	return 0;
}
