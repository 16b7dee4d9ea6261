#include "query/seal.h"

#include <string.h>

#include "dns/wire.h"
#include "query/core.h"
#include "query/lane.h"
#include "query/net.h"
#include "query/slot.h"
#include "query/tsig.h"

enum { US_PER_S = 1000 * 1000 };

enum err seal_message(struct slot *slot)
{
	struct net *net = slot->lane->engine->net;
	uint8_t wire[BUILD_SIZE_MAX + TSIG_RECORD_MAX];
	size_t size = slot->wire_size;
	struct tsig tsig;
	enum err err;

	wire_put_u16(slot->wire, slot->id);
	if (slot->policy->tsig == NULL)
		return ERR_OK;
	memcpy(wire, slot->wire, size);
	err = tsig_sign(slot->policy->tsig, wire, &size, sizeof(wire),
			net->ops->wall_us(net) / US_PER_S, &tsig);
	if (err == ERR_OK)
		slot_set_wire(slot, wire, size);
	return err;
}
