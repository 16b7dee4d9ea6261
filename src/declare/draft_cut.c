#include "declare/draft_cut.h"

#include "declare/draft.h"
#include "declare/owners.h"
#include "dns/type.h"

static const char at_or_below_cut[] =
	"at or below a delegation: the servers of this zone do not answer for it";
static const char below_dname[] = "below a DNAME: what it leads to is served";

static bool is_at_or_below_cut(struct owners *cuts, struct name apex,
			       const struct expectation *expectation)
{
	struct name name = draft_owner(expectation);

	if (expectation->type == TYPE_NS || expectation->type == TYPE_DS)
		name = name_parent(name);
	for (; name.size > apex.size; name = name_parent(name)) {
		const struct expectation *cut = owners_find(cuts, name, TYPE_NS);

		if (cut && cut != expectation)
			return true;
	}
	return false;
}

static bool is_below_dname(struct owners *cuts, struct name apex,
			   const struct expectation *expectation)
{
	struct name name = draft_owner(expectation);

	while (name.size > apex.size) {
		name = name_parent(name);
		if (owners_find(cuts, name, TYPE_DNAME))
			return true;
	}
	return false;
}

const char *draft_cut_find(struct owners *cuts, struct name apex,
			   const struct expectation *expectation)
{
	if (is_at_or_below_cut(cuts, apex, expectation))
		return at_or_below_cut;
	if (is_below_dname(cuts, apex, expectation))
		return below_dname;
	return NULL;
}
