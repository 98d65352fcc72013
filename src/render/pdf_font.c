/* The machine's font settings never decide how a document looks: our own description knows two families and rejects all
 * others, so that a glyph is drawn from them or shown as missing, the same on each machine that has the package. */
#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

#include "render/pdf_parts.h"

static const char description[] =
	"<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>%s"
	"<cachedir>/var/cache/fontconfig</cachedir><selectfont><rejectfont><pattern/></rejectfont><acceptfont>"
	"<pattern><patelt name='family'><string>" PDF_FAMILY "</string></patelt></pattern>"
	"<pattern><patelt name='family'><string>" PDF_FAMILY_CODE "</string></patelt></pattern>"
	"</acceptfont></selectfont></fontconfig>";

static FcConfig *load(const char *folder)
{
	FcConfig *config = FcConfigCreate();
	struct arena a = { 0 };
	const char *dirs = folder ? arena_printf(&a, "<dir>%s</dir>", folder)
				  : "<dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>";
	const char *text = arena_printf(&a, description, dirs);

	if (config &&
	    (!FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text, FcTrue) || !FcConfigBuildFonts(config))) {
		FcConfigDestroy(config);
		config = NULL;
	}
	arena_clear(&a);
	return config;
}

static bool has_family(FcConfig *config, const char *family)
{
	FcPattern *wanted = FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, NULL);
	FcFontSet *found = FcFontList(config, wanted, NULL);
	bool has = found && found->nfont > 0;

	if (found)
		FcFontSetDestroy(found);
	FcPatternDestroy(wanted);
	return has;
}

/* As librsvg has them (its text.rs): equal options and the same map make its letters the same fonts in the file as
 * those of the text, not copies. On paper nothing is fitted to pixels. */
static void set_options(PangoContext *context)
{
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_antialias(o, CAIRO_ANTIALIAS_DEFAULT);
	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(context, o);
	cairo_font_options_destroy(o);
}

bool pdf_fonts_open(PangoContext **context, enum lang lang, const char *folder)
{
	FcConfig *config = load(folder);
	PangoFontMap *map;

	if (!config)
		return false;
	if (!has_family(config, PDF_FAMILY)) {
		FcConfigDestroy(config);
		return false;
	}
	FcConfigSetCurrent(config);
	map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72); /* a point is a unit */
	*context = pango_font_map_create_context(map);
	pango_context_set_language(*context, pango_language_from_string(lang == LANG_JA ? "ja" : "en"));
	set_options(*context);
	pango_context_set_round_glyph_positions(*context, FALSE);
	pango_cairo_font_map_set_default(PANGO_CAIRO_FONT_MAP(map));
	g_object_unref(map);
	FcConfigDestroy(config); /* the map and fontconfig hold it */
	return true;
}
