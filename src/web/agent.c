/* Every browser says it is several others, since servers once asked; so the first row that fits counts, the pretended
 * ones stand last. Versions are left out: they change within a session, and nobody knows his own. Rejected: a library
 * of all browsers there ever were - a clerk knows whether he uses Edge, and one table of ten can be read. */
#include "web/agent.h"

struct mark {
	const char *word, *name;
};

static const struct mark browsers[] = { { "Edg/", "Edge" },
					{ "EdgA/", "Edge" },
					{ "EdgiOS/", "Edge" },
					{ "OPR/", "Opera" },
					{ "Vivaldi/", "Vivaldi" },
					{ "SamsungBrowser/", "Samsung Internet" },
					{ "YaBrowser/", "Yandex" },
					{ "Firefox/", "Firefox" },
					{ "FxiOS/", "Firefox" },
					{ "CriOS/", "Chrome" },
					{ "HeadlessChrome/", "Chrome" },
					{ "Chrome/", "Chrome" },
					{ "Trident/", "Internet Explorer" },
					{ "Safari/", "Safari" },
					{ 0 } };
static const struct mark systems[] = { { "iPhone", "iPhone" },   { "iPad", "iPad" },
				       { "Android", "Android" }, { "CrOS", "ChromeOS" },
				       { "Windows", "Windows" }, { "Macintosh", "macOS" },
				       { "Linux", "Linux" },     { 0 } };

static const char *first_of(const struct mark *all, struct text agent)
{
	for (; all->word; all++)
		if (text_find(agent, text_of(all->word)) != SIZE_MAX)
			return all->name;
	return NULL;
}

/* "curl" of "curl/8.5.0": who does not pretend names himself first. */
static struct text own_word(struct text agent)
{
	struct text word = text_slice(agent, 0, text_find(agent, TEXT("/")));

	return word.n < agent.n && word.n && word.n <= 40 && text_find(word, TEXT(" ")) == SIZE_MAX &&
			       !text_is(word, "Mozilla")
		       ? word
		       : (struct text){ 0 };
}

struct text agent_said(struct arena *a, enum lang lang, struct text agent)
{
	const char *browser = first_of(browsers, agent), *system = first_of(systems, agent);
	struct text word = own_word(agent);

	if (!browser && word.n)
		browser = text_z(a, word);
	if (!browser && !system)
		return text_of(msg_label(lang, "web.agent-unknown"));
	if (!browser || !system)
		return text_of(browser ? browser : system);
	return text_of(arena_printf(a, lang == LANG_JA ? "%s（%s）" : "%s (%s)", browser, system));
}
