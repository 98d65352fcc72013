/* publish/doc.h - one document tree for every page and paper, whatever it becomes: HTML, a terminal, PDF, XLSX, later
 * DOCX.
 *
 * A tree says what things are (a heading, a table's header cell, a status, a number with its derivation), never how
 * they look; renderers decide that. So a page is written once and no format can say something else than another.
 * Rejected: building HTML and converting it - Word and PDF need what HTML throws away (which cell is a number, what a
 * status means), and a terminal table made from markup is guesswork.
 *
 * All nodes and texts live in the arena of the document; texts handed in are borrowed and must live as long.
 */
#ifndef PUBLISH_DOC_H
#define PUBLISH_DOC_H

#include "base/arena.h"
#include "base/msg.h"
#include "base/text.h"

enum node_kind {
	/* blocks; `in`: where it may stand */
	NODE_BODY,      /* the root: blocks */
	NODE_SECTION,   /* blocks that belong together; id */
	NODE_HEADING,   /* inlines; level 1..4, id; a document has one of level 1 and skips no level */
	NODE_PARAGRAPH, /* inlines */
	NODE_LIST,      /* items; level 1: numbered */
	NODE_ITEM,      /* inlines */
	NODE_FACTS,     /* terms with what they say: NODE_FACT only */
	NODE_FACT,      /* text: the term; inlines: what is said of it; id */
	NODE_TABLE,     /* text: the caption; NODE_ROW only; the first row is the header row */
	NODE_ROW,       /* NODE_CELL only; id */
	NODE_CELL,      /* inlines; flags, span */
	NODE_FIGURE, /* svg: a drawing made by draw/; text: its caption; inlines: the sentence that says what it shows
		      */
	NODE_NOTE,   /* blocks set off from the text, with a tone; text: its heading */
	NODE_FORM,   /* fields, buttons, any blocks; to: where it goes; flags: FORM_POST, FORM_FILES, FORM_INLINE */
	NODE_FIELD,  /* text: the label; name, value, id, control, hint, fault; choices of a list; flags: FIELD_... */
	NODE_CHOICE, /* text: its words; value; flags: CHOICE_CHOSEN; of a NODE_FIELD */
	NODE_BUTTON, /* text: its word; name, value: what is sent when it is pressed; flags: BUTTON_QUIET */
	/* inlines */
	NODE_TEXT,   /* text */
	NODE_STRONG, /* inlines */
	NODE_CODE,   /* text: a hash, a command, a path; may be broken anywhere */
	NODE_LINK,   /* inlines; to; flags: LINK_CURRENT */
	NODE_NUMBER, /* text: the number as shown; unit; to: where its derivation stands ("" : it is a source figure
			itself) */
	NODE_STATUS, /* text: the word; shape; tone */
	NODE_GAUGE,  /* svg; text: the same in words, which also stand beside it */
	NODE_BREAK,
	NODE_FOLD, /* of a cell: inlines that show on request; text: the word that asks for them */
	NODE_KIND_COUNT
};

enum tone { TONE_PLAIN, TONE_GOOD, TONE_FAIR, TONE_WARN, TONE_BAD, TONE_COUNT };

/* Shapes tell statuses apart without colour. */
enum shape {
	SHAPE_QUESTION,
	SHAPE_DOTS,
	SHAPE_DOUBLE_CIRCLE,
	SHAPE_DOWN,
	SHAPE_CROSS,
	SHAPE_EQUALS,
	SHAPE_CIRCLE,
	SHAPE_TRIANGLE,
	SHAPE_COUNT
};

enum node_flag {
	CELL_HEADER = 1,  /* of its column in the first row, of its row elsewhere */
	CELL_NUMBER = 2,  /* set to the right, digits under digits */
	TABLE_CARDS = 4,  /* on a narrow screen each row becomes a card; else the table scrolls in its own frame */
	LINK_CURRENT = 8, /* the page on which it stands */
	FORM_POST = 16,   /* it changes something; else it asks */
	CELL_NOWRAP = 32, /* short and only readable in one piece */
	TEXT_SMALL = 64,  /* of a paragraph or an item: a side remark */
	FORM_FILES = 128,
	FORM_INLINE = 256,    /* small, side by side: the day of a page, a button in a table */
	FIELD_REQUIRED = 512, /* and said so beside the label */
	CHOICE_CHOSEN = 1024,
	BUTTON_QUIET = 2048, /* beside the one that matters */
};

/* How a field is filled in. */
enum control {
	CONTROL_LINE,
	CONTROL_TEXT,   /* several lines: level of them */
	CONTROL_SECRET, /* never shown */
	CONTROL_NUMBER, /* a line for digits; not type=number, which loses what it cannot read */
	CONTROL_DATE,
	CONTROL_FILE,
	CONTROL_HIDDEN,
	CONTROL_CHECK,  /* one box; value: what is sent where it is ticked; flags: CHOICE_CHOSEN */
	CONTROL_RADIO,  /* one of the choices, all seen */
	CONTROL_CHECKS, /* some of them */
	CONTROL_LIST,   /* one of many */
};

struct node {
	enum node_kind kind;
	struct node *first, *last, *next; /* children in order; the next sibling */
	struct text text;
	struct text to, id, name, value, unit, svg;
	struct text hint, fault, autocomplete; /* of a field; hint of a NODE_TEXT: the whole of what it shortens */
	enum control control;
	int level, span; /* span: columns that a cell covers, 0 as 1 */
	unsigned flags;
	enum tone tone;
	enum shape shape;
	bool foreign; /* its text is Japanese in a document that is not: HTML marks it so for screen readers */
};

struct doc {
	struct arena *arena;
	enum lang lang;
	struct text title;   /* of the page, without the site's name */
	struct text summary; /* one sentence for search engines and feeds; may be empty */
	struct node *body;
};

struct doc *doc_new(struct arena *a, enum lang lang, struct text title);

/* Adds an empty node as the last child of parent. */
struct node *doc_add(struct doc *d, struct node *parent, enum node_kind kind);

/* Shorthands; all return the new node. An id is [a-z][a-z0-9-]*, unique in its document; NULL: none. */
struct node *doc_section(struct doc *d, struct node *parent, const char *id);
struct node *doc_heading(struct doc *d, struct node *parent, int level, const char *id, struct text words);
struct node *doc_paragraph(struct doc *d, struct node *parent, struct text words);
struct node *doc_item(struct doc *d, struct node *list, struct text words);
struct node *doc_fact(struct doc *d, struct node *facts, struct text term, struct text words);
struct node *doc_table(struct doc *d, struct node *parent, const char *id, struct text caption, unsigned flags);
struct node *doc_row(struct doc *d, struct node *table);
struct node *doc_cell(struct doc *d, struct node *row, unsigned flags,
		      struct text words); /* words may be empty: add inlines */
struct node *doc_note(struct doc *d, struct node *parent, enum tone tone, struct text heading);

struct node *doc_text(struct doc *d, struct node *parent, struct text words);
/* Words of the plan or a source, which are Japanese whatever the page's language. */
struct node *doc_foreign(struct doc *d, struct node *parent, struct text words);
struct node *doc_strong(struct doc *d, struct node *parent, struct text words);
struct node *doc_code(struct doc *d, struct node *parent, struct text words);
struct node *doc_link(struct doc *d, struct node *parent, struct text to, struct text words);
struct node *doc_number(struct doc *d, struct node *parent, struct text number, struct text unit, struct text to);
struct node *doc_status(struct doc *d, struct node *parent, enum shape shape, enum tone tone, struct text word);
struct node *doc_break(struct doc *d, struct node *parent);

/* A sentence by its id with name, value pairs (NUL-terminated) up to a NULL, in the document's language. */
struct text doc_words(struct doc *d, const char *id, ...) __attribute__((sentinel));
/* A message as text, in the document's language. */
struct text doc_say(struct doc *d, const struct msg *m);
/* The text with a NUL behind, in the document's arena: a value for doc_words. */
const char *doc_z(const struct doc *d, struct text t);
struct text doc_label(const struct doc *d, const char *id); /* the sentence of an id without values */

#endif
