#pragma once

#include "cli/dig_parser.h"

/** A + option that sets more than one thing: whether it was written without "no", and its value or NULL. */
typedef enum dig_next dig_apply(struct dig_parser *parser, bool is_on, const char *value);

/* What is shown. */
dig_apply dig_apply_all;
dig_apply dig_apply_comments;
dig_apply dig_apply_question;
dig_apply dig_apply_rrcomments;
dig_apply dig_apply_short;
dig_apply dig_apply_split;
dig_apply dig_apply_ttlunits;
dig_apply dig_apply_yaml;

/* How it is asked. */
dig_apply dig_apply_query_defname;
dig_apply dig_apply_query_dns64prefix;
dig_apply dig_apply_query_domain;
dig_apply dig_apply_query_idn;
dig_apply dig_apply_query_nothing; /* taken, and of no effect */
dig_apply dig_apply_query_nssearch;
dig_apply dig_apply_query_opcode;
dig_apply dig_apply_query_qid;
dig_apply dig_apply_query_retry;
dig_apply dig_apply_query_showsearch;
dig_apply dig_apply_query_tcp;
dig_apply dig_apply_query_timeout;
dig_apply dig_apply_query_trace;
dig_apply dig_apply_query_tries;

/* DNSSEC. */
dig_apply dig_apply_validate;
dig_apply dig_apply_validate_anchor;

/* EDNS. */
dig_apply dig_apply_edns;
dig_apply dig_apply_edns_bufsize;
dig_apply dig_apply_edns_cookie;
dig_apply dig_apply_edns_flags;
dig_apply dig_apply_edns_option;
dig_apply dig_apply_edns_subnet;

/* Transports. */
dig_apply dig_apply_stream_http;
dig_apply dig_apply_stream_http_get;
dig_apply dig_apply_stream_https;
dig_apply dig_apply_stream_https_get;
dig_apply dig_apply_stream_proxy;
dig_apply dig_apply_stream_proxy_plain;
dig_apply dig_apply_stream_tls;
dig_apply dig_apply_stream_tls_ca;
dig_apply dig_apply_stream_tls_certfile;
dig_apply dig_apply_stream_tls_hostname;
dig_apply dig_apply_stream_tls_keyfile;
dig_apply dig_apply_stream_tls_pin;

/* Many servers. */
dig_apply dig_apply_servers_all_ns;
dig_apply dig_apply_servers_as_check;
dig_apply dig_apply_servers_colour;
dig_apply dig_apply_servers_interval;
dig_apply dig_apply_servers_root_hints;
