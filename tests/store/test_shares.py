from pathlib import Path

import pytest

from zoneplan.store.shares import kind_of_mount, on_network_share

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//may-chu/chung /mnt/chung cifs rw 0 0
may-chu:/home /mnt/ban\\040do nfs4 rw 0 0
/dev/sdb1 /mnt/chung/o-dia ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/lan/geodata", "ext4"),
        ("/mnt/chung/geodata", "cifs"),
        ("/mnt/chung2", "ext4"),
        ("/mnt/ban do/geodata", "nfs4"),
        ("/mnt/chung/o-dia/geodata", "ext4"),
    ],
)
def test_the_nearest_mount_tells_the_kind(folder, kind):
    assert kind_of_mount(Path(folder), MOUNTS) == kind


def test_this_machine_is_no_share(tmp_path):
    assert not on_network_share(tmp_path)
