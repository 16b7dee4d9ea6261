"""What the hostile server of the lines does: every shape of tests/hostile, and transfers that go wrong."""

import dig_transfers
import shapes_path
import shapes_record
import shapes_reply
from server import Behaviour

SHAPES = (
    *shapes_reply.SHAPES, *shapes_path.SHAPES, *shapes_record.SHAPES, *shapes_record.EMPTY, *shapes_record.EIGHT, *shapes_record.HEAVY,
)
BY_LABEL = {shape.label.encode(): shape for shape in SHAPES}


def find(label: bytes) -> Behaviour | None:
    return BY_LABEL[label].behaviour if label in BY_LABEL else dig_transfers.behaviour(label)
