/* cli/command.h - what a command is, and what its function is given.
 *
 * One file per command holds one `const struct command`; cli/table.c lists them. Help, the manual page and the texts of
 * errors come from these tables, so that they cannot say something else than the program does. The function sees only
 * options that its command declares, already read as numbers, periods and dates.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stdio.h>

#include "base/calendar.h"
#include "base/decimal.h"
#include "base/err.h"
#include "base/json.h"
#include "base/msg.h"
#include "cli/progress.h"
#include "usecase/context.h"
#include "usecase/ranks.h"
#include "usecase/permit.h"

enum {
	NEEDS_STORE = 1,  /* opens the store, for reading */
	NEEDS_WRITE = 2,  /* opens it for writing: its schema is brought forward, the actor is asked for */
	NEEDS_PLAN = 4,   /* takes --plan */
	NEEDS_ACTOR = 8,  /* of those that make a store themselves */
	OPENS_STORE = 16, /* opens the store itself, or makes it: the help names --store */
};

enum option_type {
	OPTION_FLAG,
	OPTION_TEXT,
	OPTION_CHOICE,
	OPTION_STATE, /* of a value: one of the choices, or as sources print it (確定) */
	OPTION_INT,
	OPTION_YEAR, /* 2050, 2050年, 令和32年 */
	OPTION_DECIMAL,
	OPTION_FIGURE, /* a decimal with or without its unit: 11.9％ */
	OPTION_PERIOD,
	OPTION_DATE
};

struct option {
	const char *name;  /* without the dashes; NULL ends the list */
	const char *value; /* what stands in the help: N, FILE; for a choice the words, "ja|en"; NULL of a flag */
	const char *help;  /* id of its sentence */
	enum option_type type;
	bool required;
};

enum { OPTIONS_MAX = 32, ARGUMENTS_MAX = 8 };

struct call;

struct command {
	const char *words; /* "value record" */
	const char
		*arguments[ARGUMENTS_MAX]; /* "FILE"; one that may be left out is written "[COMMAND]" and stands last */
	const char *summary;               /* id of its sentence */
	const char *details;               /* id of the text below it in help and manual, or NULL */
	unsigned needs;
	const struct option *options;
	bool (*run)(struct call *c, struct err *err);
};

struct option_value {
	bool given;
	struct text text;
	int64_t number;         /* INT, YEAR; of STATE the enum value_state */
	struct decimal decimal; /* DECIMAL, FIGURE */
	struct text unit;       /* of FIGURE, empty where none was written */
	struct period period;   /* PERIOD */
	struct date date;       /* DATE */
};

struct serve_request {
	const char *store, *listen;
	struct text plan;              /* id; empty: the one in force */
	const char *certificate, *key; /* NULL: no TLS */
	const char *url;               /* under which people reach it; NULL: where it listens */
	bool behind_proxy;
	/* Told the address; what links in letters begin with; the code of the set-up, where there is no account yet;
	 * whether people can sign in. */
	void (*ready)(void *context, const char *url, const char *site, const char *code, bool app);
	void *context;
};

/* What the program is made of beside this room: the server lives in web/, which cli/ may not include. */
struct cli_parts {
	/* Serves until it is told to stop. */
	bool (*serve)(const struct serve_request *q, struct err *err);
	const struct ranks *ranks; /* of sosei-ranks: the processes that share the work; NULL: this one alone */
};

/* One run of one command. */
struct call {
	const struct command *command;
	struct context context;
	struct person person; /* of --as */
	struct arena *arena;
	enum lang lang;
	bool json;
	const char *store_name; /* --store, SOSEI_STORE or ./sosei.db */
	struct text *arguments; /* as many as were given: FILE... has no limit of its own */
	size_t n_arguments;
	const struct option *options[OPTIONS_MAX]; /* the command's, then those that all have */
	struct option_value values[OPTIONS_MAX];
	size_t n_options;
	const struct cli_parts *parts;
	struct progress_line line;

	struct buf out; /* the answer for people: printed at the end */
	json_t *answer; /* the answer with --json: one object */
	bool given;     /* call_give() has begun to give the answer: nothing else is printed on stdout */
	bool no;        /* done, and the answer is no: exit code 1 */
};

/* The value of a declared option; asking for another one is a bug. */
const struct option_value *call_option(const struct call *c, const char *name);
bool call_has(const struct call *c, const char *name);
struct text call_text(const struct call *c, const char *name); /* p == NULL where it was not given */
const char *call_z(const struct call *c, const char *name); /* the same NUL-terminated, NULL where it was not given */
/* The first argument as the number of an event. */
MUST_CHECK bool call_event(int64_t *event, struct call *c, struct err *err);

/* "--kpi KEY, --period PERIOD": the options that are missing, one after the other; `others` NULL at first. */
const char *option_lacking(struct arena *a, const char *others, const char *name, const char *value);

/* A sentence as a line of the answer, wrapped on a terminal; nothing with --json. */
void call_say(struct call *c, const char *id, ...) __attribute__((sentinel));
void call_say_msg(struct call *c, const struct msg *m);
/* A label in the language of the call. */
const char *call_label(const struct call *c, const char *id);
/* Words that may come from a file, without control characters: no plan sends commands to a terminal. */
void call_put(struct call *c, struct text words);
void buf_words(struct buf *out, struct text words); /* the same into any buffer */
void tell(const char *sentence);                    /* to stderr, likewise, with the program's name before it */
/* A remark to the person, at once and on stderr, also with --json. */
void call_note(struct call *c, const struct msg *m);
/* A secret: typed unseen (asked for a second time where `again` is given), or one line of stdin where that is no
 * terminal. ERR_INPUT: none came, it is too long, the two differ. */
MUST_CHECK bool call_secret(struct call *c, struct text *out, const char *prompt, const char *again, struct err *err);
/* A line that may be seen. */
MUST_CHECK bool call_ask(struct call *c, struct text *out, const char *prompt, struct err *err);
/* For a command that needs the store only sometimes; the others have it open. */
MUST_CHECK bool call_open_store(struct call *c, enum store_mode mode, struct err *err);
/* Whether stdout is a terminal on which colour is wanted (NO_COLOR unset). */
bool call_colour(const struct call *c);
/* Columns of the terminal; 0: not one (the renderer's own width). */
size_t call_width(const struct call *c);
/* Gives what lies in out to stdout now, for long answers; not with --json. */
MUST_CHECK bool call_flush(struct call *c, struct err *err);
/* The same with --json too: out then holds the answer's own JSON, part after part. */
MUST_CHECK bool call_give(struct call *c, struct err *err);

/* ---- the table ---- */

extern const struct command *const commands[];
extern const size_t n_commands;
/* Options that every command has: --json, --lang, --store, --help; --as, of those with NEEDS_STORE; --plan, of those
 * with NEEDS_PLAN. */
extern const struct option common_options[];
/* Which account acts: --as, or --account where the command's own --as says how a file is written; NULL: it needs no
 * store. Each command has one of them, so that there is one way to say it. */
const struct option *account_option(const struct command *command);
extern const struct option plan_option;

/* The command whose words begin argv; *n_words of them. NULL where there is none. */
const struct command *command_find(char *const argv[], int argc, int *n_words);
/* The word of the list that is nearest to what was written, NULL where none is near. */
const char *nearest_word(const char *written, const char *const *words, size_t n);
const char *nearest_command(struct arena *a, const char *written);

/* Reads what stands behind the command words into c->options, values, arguments. ERR_USAGE names the option. */
MUST_CHECK bool call_parse(struct call *c, int argc, char *const argv[], struct err *err);

/* ---- help ---- */

struct help_style {
	enum lang lang;
	size_t width; /* columns; 0: lines as long as they are */
};

void help_overview(struct buf *out, const struct help_style *style);
/* The commands whose words begin with first ("review"); false where there is none. */
bool help_group(struct buf *out, const struct help_style *style, const char *first);
void help_command(struct buf *out, const struct help_style *style, const struct command *command);
void help_manual(struct buf *out); /* the manual page, in roff, English */

/* Everything: the whole program's command line. Returns the exit code. */
int cli_main(int argc, char *argv[], const struct cli_parts *parts);

#endif
