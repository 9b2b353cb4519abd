"""The entities of a drawing with its blocks taken apart, however deep, but not without end."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ezdxf.entities.insert import Insert
from ezdxf.lldxf.const import DXFError
from ezdxf.lldxf.encoding import decode_dxf_unicode

from zoneplan.errors import IntakeError
from zoneplan.language import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ezdxf.entities.dxfentity import DXFEntity

_MOST_STEPS = 500_000
FAULTS = (
    DXFError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
    struct.error,
)
"""What ezdxf raises on a file in pieces, by trial."""


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """An entity in the drawing's own place, on the layer and under the handle it answers to."""

    entity: DXFEntity
    layer: str
    handle: str | None
    within: frozenset[str] = frozenset()


def exploded(path: Path, entities: Iterable[DXFEntity]) -> Iterator[Drawn]:
    """Yield entities with blocks taken apart; what is on layer 0 in a block is on the block's.

    A block may hold itself, or a million copies of others, so what blocks yield is counted.
    """
    waiting = [Drawn(entity=each, layer=_layer(each), handle=each.dxf.handle) for each in entities]
    waiting.reverse()
    steps = 0
    while waiting:
        drawn = waiting.pop()
        if not isinstance(drawn.entity, Insert):
            yield drawn
            continue
        block = str(drawn.entity.dxf.get("name", "")).casefold()
        steps += drawn.entity.mcount
        inner = list(islice(_parts(drawn.entity), _MOST_STEPS)) if steps < _MOST_STEPS else []
        steps += len(inner)
        if steps >= _MOST_STEPS or block in drawn.within:
            raise _too_many(path)
        within = drawn.within if drawn.entity.mcount > 1 else drawn.within | {block}
        waiting += [_inside(drawn, each, within) for each in reversed(inner)]


def _inside(block: Drawn, entity: DXFEntity, within: frozenset[str]) -> Drawn:
    layer = _layer(entity)
    return Drawn(
        entity=entity,
        layer=block.layer if layer == "0" else layer,
        handle=block.handle,
        within=within,
    )


def _parts(insert: Insert) -> Iterator[DXFEntity]:
    if insert.mcount > 1:
        yield from insert.multi_insert()
        return
    yield from insert.attribs
    yield from insert.virtual_entities()


def _layer(entity: DXFEntity) -> str:
    """Return an entity's layer; what ezdxf does not know has none."""
    named = entity.dxf.get("layer", "0") if entity.is_supported_dxf_attrib("layer") else "0"
    return normalised(decode_dxf_unicode(str(named)))


def _too_many(path: Path) -> IntakeError:
    return IntakeError(
        vi=f"{path.name} có khối (block) chứa chính nó hoặc lồng nhau thành hơn {_MOST_STEPS} đối "
        "tượng, nên không được đọc. Hãy phá khối (EXPLODE) và lưu riêng lớp ranh giới.",
        en=f"{path.name} has blocks that hold themselves or nest to more than {_MOST_STEPS} "
        "entities, so it was not read. Explode them and save the layer of outlines alone.",
    )
