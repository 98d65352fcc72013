/* One table says who may do what. Rejected: rights stored per account - in a town hall people are "the planner" or "the
 * section", and a matrix that an administrator fills in is a matrix that nobody can review. */
#include "usecase/permit.h"

#include <assert.h>
#include <string.h>

static const struct {
	enum role role;
	const char *name, *word;
} roles[ROLE_COUNT] = {
	{ ROLE_ADMIN, "admin", "usecase.role-admin" },       { ROLE_PLANNER, "planner", "usecase.role-planner" },
	{ ROLE_SECTION, "section", "usecase.role-section" }, { ROLE_EXPERT, "expert", "usecase.role-expert" },
	{ ROLE_AUDITOR, "auditor", "usecase.role-auditor" },
};

/* What is refused, as a noun phrase that fits into usecase.not-allowed. */
static const struct {
	unsigned roles;
	const char *what;
} rights[RIGHT_COUNT] = {
	[RIGHT_NONE] = { 0, "usecase.right-none" },
	[RIGHT_SIGNED_IN] = { ROLE_ALL, "usecase.right-signed-in" },
	[RIGHT_ACCOUNTS] = { ROLE_ADMIN, "usecase.right-accounts" },
	[RIGHT_READ_LOG] = { ROLE_ADMIN | ROLE_AUDITOR, "usecase.right-read-log" },
	[RIGHT_READ_INTERNAL] = { ROLE_PLANNER | ROLE_SECTION | ROLE_AUDITOR, "usecase.right-read-internal" },
	[RIGHT_READ_PACKET] = { ROLE_PLANNER | ROLE_SECTION | ROLE_EXPERT | ROLE_AUDITOR, "usecase.right-read-packet" },
	[RIGHT_RECORD] = { ROLE_PLANNER | ROLE_SECTION, "usecase.right-record" },
	[RIGHT_ASSESS] = { ROLE_PLANNER | ROLE_SECTION, "usecase.right-assess" },
	[RIGHT_RESPOND] = { ROLE_PLANNER | ROLE_SECTION, "usecase.right-respond" },
	[RIGHT_HAND_OVER] = { ROLE_PLANNER | ROLE_SECTION, "usecase.right-hand-over" },
	[RIGHT_PLAN] = { ROLE_PLANNER, "usecase.right-plan" },
	[RIGHT_APPROVE] = { ROLE_PLANNER, "usecase.right-approve" },
	[RIGHT_DECIDE] = { ROLE_PLANNER, "usecase.right-decide" },
	[RIGHT_PUBLISH] = { ROLE_PLANNER, "usecase.right-publish" },
	[RIGHT_GRADE] = { ROLE_EXPERT, "usecase.right-grade" },
	[RIGHT_DISCUSS] = { ROLE_PLANNER | ROLE_EXPERT, "usecase.right-discuss" },
};

unsigned right_roles(enum right right)
{
	assert(right < RIGHT_COUNT);
	return rights[right].roles;
}

bool right_of(unsigned set, enum right right)
{
	return (set & right_roles(right)) != 0;
}

static bool refuse(const struct context *c, enum right right, struct err *err)
{
	struct arena *a = c->arena;
	const struct person *p = c->person;
	const char *what = rights[right].what;
	unsigned may = rights[right].roles;

	/* Both languages: --json gives both. */
	return err_set(err, ERR_FORBIDDEN, "usecase.not-allowed", "what", msg_label(LANG_JA, what), "what_en",
		       msg_label(LANG_EN, what), "who", text_z(a, p->login), "roles", roles_words(a, LANG_JA, p->roles),
		       "roles_en", roles_words(a, LANG_EN, p->roles), "may", roles_words(a, LANG_JA, may), "may_en",
		       roles_words(a, LANG_EN, may), NULL);
}

bool permit(const struct context *c, enum right right, struct err *err)
{
	assert(right < RIGHT_COUNT);
	return !c->person || right_of(c->person->roles, right) || refuse(c, right, err);
}

bool permit_for_section(const struct context *c, enum right right, struct text owner, struct err *err)
{
	const struct person *p = c->person;

	if (!permit(c, right, err))
		return false;
	if (!p || right_of(p->roles & ~(unsigned)ROLE_SECTION, right))
		return true;
	if (owner.n && text_eq(p->section, owner))
		return true;
	return err_set(err, ERR_FORBIDDEN, "usecase.not-own", "what", msg_label(LANG_JA, rights[right].what), "what_en",
		       msg_label(LANG_EN, rights[right].what), "who", text_z(c->arena, p->login), "section",
		       p->section.n ? text_z(c->arena, p->section) : "–", "owner",
		       owner.n ? text_z(c->arena, owner) : "–", NULL);
}

static bool role_parse(enum role *role, struct text name)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (text_is(name, roles[i].name)) {
			*role = roles[i].role;
			return true;
		}
	return false;
}

struct text roles_text(struct arena *a, unsigned set)
{
	struct buf b = { 0 };
	struct text made;

	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (set & roles[i].role)
			buf_printf(&b, "%s%s", b.n ? "," : "", roles[i].name);
	made = text_dup(a, buf_view(&b));
	buf_clear(&b);
	return made;
}

static bool no_role(struct text word, struct err *err)
{
	char shown[64] = "";
	size_t n = word.n < sizeof shown ? word.n : sizeof shown - 1;

	while (n && n < word.n && ((unsigned char)word.p[n] & 0xC0) == 0x80)
		n--;
	if (n)
		memcpy(shown, word.p, n);
	return err_set(err, ERR_INPUT, "usecase.no-role", "role", shown, NULL);
}

bool roles_parse(unsigned *set, struct text names, struct err *err)
{
	unsigned found = 0;

	while (names.n) {
		size_t comma = text_find(names, TEXT(","));
		struct text word = text_trim(text_slice(names, 0, comma));
		enum role role;

		if (!role_parse(&role, word))
			return no_role(word, err);
		found |= role;
		names = comma == SIZE_MAX ? (struct text){ 0 } : text_slice(names, comma + 1, names.n);
	}
	*set = found;
	return true;
}

const char *roles_words(struct arena *a, enum lang lang, unsigned set)
{
	struct buf b = { 0 };
	const char *made;

	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (set & roles[i].role)
			buf_printf(&b, "%s%s",
				   !b.n              ? ""
				   : lang == LANG_JA ? "、"
						     : ", ",
				   msg_label(lang, roles[i].word));
	made = b.n ? arena_strdup(a, b.p) : msg_label(lang, "usecase.role-none");
	buf_clear(&b);
	return made;
}
