/* A line a shape: NAME:TYPE, `~` behind a name: it may be left out, `?` behind a type: it may be null. A type is JSON's
 * own, another line's name, either of these with [] (an array), or in braces (any name with such a value); `+NAME`
 * takes over another line's. Nothing else may be in an answer, so that one which grows without this table fails a test
 * (tests/unit/web_api_test.c). Rejected: schemas written out - 900 lines that nobody would read beside the code. */
#include "web/api_schema.h"

#include <string.h>

#include "base/arena.h"

static const struct shape {
	const char *name, *fields;
} shapes[] = {
	/* clang-format off */
	{ "Message", "id:string ja:string en:string values~:{string}" },
	{ "Fault", "kind:string id:string ja:string en:string values~:{string}" },
	{ "Error", "error:Fault fields~:{Message}" },
	{ "Choice", "value:string words:string" },
	{ "Field", "value:any required:boolean label:string? choices~:Choice[]" },
	{ "Done", "done:boolean" },
	{ "Recorded", "event:integer unchanged:boolean" },
	{ "Withdrawn", "event:integer" },
	{ "Act", "event:integer draft:integer" },
	{ "Link", "link:string" },
	{ "Account", "login:string name:string roles:string section:string email:string disabled:boolean changed:integer" },
	{ "Accounts", "accounts:Account[]" },
	{ "OneAccount", "account:Account" },
	{ "AccountLine", "n:integer at:integer actor:string what:string detail:string login:string address:string" },
	{ "AccountLog", "lines:AccountLine[]" },
	{ "Words", "ja:string en:string" },
	{ "Event", "n:integer at:integer actor:string? kind:string body:any said:Words" },
	{ "Log", "events:Event[]" },
	{ "ReviewHead", "id:string plan:string held:string? about:string? levels:integer opened:string? closed:string? event:integer" },
	{ "Reviews", "reviews:ReviewHead[]" },
	{ "Stage", "name:string since:string? due:string? done:boolean" },
	{ "Missing", "stage:string want:string item:string? name:string? whose:string who:string? section:string? since:string? due:string? days_late:integer n:integer ja:string en:string" },
	{ "Promise", "event:integer review:string item:string will:string? by:string? until:string? overdue:boolean done:string? what:string?" },
	{ "Promises", "promises:Promise[]" },
	{ "KpiAge", "key:string name:string owner:string? age_months:integer?" },
	{ "ReviewStatus", "+ReviewHead stage:string since:string? stages:Stage[] missing:Missing[] coming:Missing[] frozen_at:integer? promises_open:Promise[] kpis:KpiAge[]" },
	{ "ReviewValue", "period:string value:string state:string status:string event:integer" },
	{ "ProjectYear", "year:string? budget_yen:integer? settled_yen:integer?" },
	{ "Project", "key:string name:string section:string? status:string donation:boolean kpis:string[] years:ProjectYear[] event:integer" },
	{ "Projects", "plan:string projects:Project[]" },
	{ "OneProject", "plan:string project:Project" },
	{ "Assessment", "event:integer day:string? section:string? did:string? analysis:string? verdict:string? spent_yen:integer? direction:string?" },
	{ "Revision", "event:integer grade:integer because:string?" },
	{ "Grade", "event:integer member:string day:string? visible:boolean grade:integer? comment:string? revised:Revision?" },
	{ "Comment", "event:integer day:string? who:string? text:string reply_to:integer?" },
	{ "Dissent", "member:string text:string" },
	{ "Finding", "event:integer day:string? finding:string grade:integer? direction:string? dissent:Dissent[]" },
	{ "Answer", "event:integer day:string? will:string? by:string? until:string? why_not:string?" },
	{ "Decision", "event:integer direction:string? from_year:string? by:string? on:string? budget:string? because:string? departs:boolean" },
	{ "ReviewItem", "item:string kind:string key:string name:string owner:string? hidden:boolean value:ReviewValue? value_now:ReviewValue? value_withdrawn:string? changed:boolean no_value:string? age_months:integer? project:Project? assessment:Assessment? graded:integer grades:Grade[] comments:Comment[] finding:Finding? answer:Answer? decision:Decision?" },
	{ "ItemOfReview", "review:ReviewHead item:ReviewItem" },
	{ "Expert", "member:string name:string? field:string? invited:string? declared:string? statement:string? conflicts:string[] to_grade:integer graded:integer" },
	{ "Experts", "experts:Expert[]" },
	{ "Edition", "edition:integer day:string? at_event:integer changes:string? council:string?" },
	{ "Agreement", "method:string value:number? items:integer raters:integer grades:integer reason:Message?" },
	{ "Kappa", "one:string other:string linear:Agreement quadratic:Agreement" },
	{ "Agreements", "alpha_ordinal:Agreement alpha_nominal:Agreement alpha_ordinal_first:Agreement kappas:Kappa[]" },
	{ "Review", "+ReviewStatus invented:boolean names_shown:boolean items:ReviewItem[] experts:Expert[] promises:Promise[] editions:Edition[] agreement:Agreements?" },
	{ "Today", "login:string name:string roles:string section:string? drafts:integer reviews:ReviewStatus[]" },
	{ "Draft", "event:integer what:string plan~:string? review:string? item:string? by:string? day:string? own:boolean" },
	{ "Drafts", "drafts:Draft[]" },
	{ "Owned", "plan:string item:string name:string value:string? period:string? age_months:integer?" },
	{ "HandOver", "owns:Owned[]" },
	{ "HandedOver", "event:integer items:integer" },
	{ "Section", "key:string name:string planning:boolean closed:boolean event:integer" },
	{ "Owner", "kpi:string section:string?" },
	{ "Member", "key:string name:string? field:string from:string? to:string? chair:boolean login:string? event:integer" },
	{ "Office", "sections:Section[] owners:Owner[] members:Member[]" },
	{ "Setting", "setting:string value:string? because:string? event:integer?" },
	{ "SettingsOfKpi", "kpi:string name:string settings:Setting[]" },
	{ "Material", "title:string public:boolean" },
	{ "Meeting", "review:string key:string held:string? present:string[] absent:string[] chair:string? quorum:integer quorate:boolean materials:Material[] minutes:string? minutes_public:boolean event:integer" },
	{ "Meetings", "meetings:Meeting[]" },
	{ "OneMeeting", "meeting:Meeting" },
	{ "Reminded", "login:string recipient:string items:integer" },
	{ "Reminders", "review:string letters:Reminded[] reminded_before:Reminded[] unreached:Missing[]" },
	{ "CollectSection", "key:string name:string state:string returned:string? file:string?" },
	{ "Collect", "review:string round:string? due:string? sections:CollectSection[]" },
	{ "CollectMade", "round:string event:integer" },
	{ "CollectSide", "value~:string state~:string words~:string" },
	{ "CollectRow", "what:string item:string name:string line:integer assessment:boolean was:CollectSide? is:CollectSide? reason:Message? recorded:boolean" },
	{ "CollectRead", "file:string round:string section:string late:boolean event:integer? rows:CollectRow[]" },
	{ "ImportRow", "key:string line:integer what:string reason:Message?" },
	{ "Import", "plan:string faults:integer rows:ImportRow[]" },
	{ "Interval", "baseline:number[]? actual:number[]?" },
	{ "Baseline", "text:string? value:string? period:string? period_source:Message?" },
	{ "Target", "text:string? op:string value:string? due:string?" },
	{ "RubricGrade", "defined:boolean id:string? label:Words? rank:integer? reason:Message? misleading:boolean caveat:Message?" },
	{ "Forecast", "method:string n:integer at:string value:number low:number high:number probability:number? reason:Message?" },
	{ "Point", "event:integer period:string value:string state:string published:string? source:string? url:string? corrects:integer? because:string? corrected_by:integer? withdrawn_by:integer? withdrawn_because:string? status:string reason:Message?" },
	{ "SettingSaid", "setting:string value:string because:string event:integer" },
	{ "Kpi", "key:string name:string unit:string? status:string reason:Message? final:boolean progress:number? elapsed:number? short_by:string? comparable:any significant:any better:string better_from:string kind:string? judged_against:string? judged_against_high:string? due:string? remarks:Message[] intervals:Interval value:string? period:string? state:string? published:string? source:string? event:integer? next_published:string? baseline:Baseline target:Target grade:RubricGrade? forecast:Forecast? forecast_reason:Message? points:Point[] settings:SettingSaid[]" },
	{ "OneKpi", "kpi:Kpi" },
	{ "Values", "plan:string title:string version:integer as_of:string at_event:integer root:string ended:boolean invented:boolean rubric:string? kpis:Kpi[]" },
	/* clang-format on */
};

static const struct shape *shape_of(struct text name)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		if (text_is(name, shapes[i].name))
			return &shapes[i];
	return NULL;
}

static json_t *reference(struct text name)
{
	struct arena a = { 0 };
	json_t *made = json_pack("{s:s}", "$ref", arena_printf(&a, "#/components/schemas/%s", text_z(&a, name)));

	arena_clear(&a);
	return made;
}

static json_t *plain(struct text type)
{
	if (text_is(type, "any"))
		return json_object();
	return shape_of(type) ? reference(type) : json_pack("{s:o}", "type", json_text(type));
}

static json_t *schema_of_type(struct text type)
{
	json_t *made;

	if (text_ends(type, TEXT("?"))) {
		made = schema_of_type(text_slice(type, 0, type.n - 1));
		return json_pack("{s:[o,{s:s}]}", "anyOf", made, "type", "null");
	}
	if (text_ends(type, TEXT("[]")))
		return json_pack("{s:s,s:o}", "type", "array", "items", plain(text_slice(type, 0, type.n - 2)));
	if (text_starts(type, TEXT("{")))
		return json_pack("{s:s,s:o}", "type", "object", "additionalProperties",
				 plain(text_slice(type, 1, type.n - 1)));
	return plain(type);
}

static void add_fields(json_t *properties, json_t *required, struct text fields)
{
	while (fields.n) {
		size_t space = text_find(fields, TEXT(" ")), colon;
		struct text one = text_slice(fields, 0, space), name;

		fields = space == SIZE_MAX ? (struct text){ 0 } : text_slice(fields, space + 1, fields.n);
		if (one.p[0] == '+') {
			add_fields(properties, required, text_of(shape_of(text_slice(one, 1, one.n))->fields));
			continue;
		}
		colon = text_find(one, TEXT(":"));
		name = text_slice(one, 0, colon);
		if (text_ends(name, TEXT("~")))
			name = text_slice(name, 0, name.n - 1);
		else
			json_array_append_new(required, json_text(name));
		json_object_setn_new(properties, name.p, name.n, schema_of_type(text_slice(one, colon + 1, one.n)));
	}
}

/* Of a shape, with what a form may be sent beside it. name empty: only that. */
static json_t *object_of(struct text name, bool form)
{
	json_t *properties = json_object(), *required = json_array();

	if (name.n)
		add_fields(properties, required, text_of(shape_of(name)->fields));
	if (form)
		add_fields(properties, required, TEXT("fields:{Field}"));
	return json_pack("{s:s,s:o,s:o,s:b}", "type", "object", "properties", properties, "required", required,
			 "additionalProperties", 0);
}

json_t *api_schemas(void)
{
	json_t *all = json_object();

	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		json_object_set_new(all, shapes[i].name, object_of(text_of(shapes[i].name), false));
	return all;
}

json_t *api_answer(const char *name, bool form)
{
	struct text t = text_of(name);
	json_t *any;

	if (form || !t.n)
		return object_of(t, form);
	if (text_find(t, TEXT("|")) == SIZE_MAX)
		return shape_of(t) ? reference(t) : json_pack("{s:s}", "type", "object");
	any = json_array();
	while (t.n) {
		size_t bar = text_find(t, TEXT("|"));

		json_array_append_new(any, reference(text_slice(t, 0, bar)));
		t = bar == SIZE_MAX ? (struct text){ 0 } : text_slice(t, bar + 1, t.n);
	}
	return json_pack("{s:o}", "anyOf", any);
}

json_t *api_done(const char *name)
{
	struct arena a = { 0 };
	json_t *made = !name || !strcmp(name, "Done") ? api_answer("Done", false)
						      : api_answer(arena_printf(&a, "%s|Done", name), false);

	arena_clear(&a);
	return made;
}
