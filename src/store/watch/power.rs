//! Whether the machine runs on its battery.

use std::fs;
use std::path::Path;

/// Where Linux tells of batteries and sockets.
const SUPPLIES: &str = "/sys/class/power_supply";

/// Whether a battery is being emptied. Other systems say it to programs of theirs alone: there it counts as
/// plugged in.
pub(super) fn is_on_battery() -> bool {
    is_emptied(Path::new(SUPPLIES))
}

fn is_emptied(supplies: &Path) -> bool {
    let mut supplies = fs::read_dir(supplies).into_iter().flatten().flatten();
    supplies.any(|supply| {
        let says = |name: &str, word: &str| {
            let text = fs::read_to_string(supply.path().join(name));
            text.is_ok_and(|text| text.trim() == word)
        };
        // The battery of a mouse is no machine's.
        says("type", "Battery") && !says("scope", "Device") && says("status", "Discharging")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_battery_that_is_emptied_is_told_from_a_full_one_and_a_mouse() {
        let root = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| {
            let path = root.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        assert!(!is_emptied(&root.path().join("none")));
        put("AC/type", "Mains\n");
        put("BAT0/type", "Battery\n");
        put("BAT0/status", "Full\n");
        put("mouse/type", "Battery\n");
        put("mouse/scope", "Device\n");
        put("mouse/status", "Discharging\n");
        assert!(!is_emptied(root.path()));
        put("BAT0/status", "Discharging\n");
        assert!(is_emptied(root.path()));
    }
}
