import LuaREPL
package import OTAUpgrade

extension BoardState {
    /// The state of the board and what the next reset does, in a sentence or two.
    package var sentence: String {
        switch (running, nextReset) {
        case (let running?, .starts(let next)?) where next.slot == running.slot:
            "\(running.text) runs now and starts again at the next reset."
        case (let running?, .starts(let next)?):
            "\(running.text) runs now; the next reset starts \(next.text) if that slot holds a complete image."
        case (let running?, .revertsTo(let old)?):
            "\(running.text) runs on trial; unless it is accepted, the next reset gives it up and starts \(old.text)."
        case (let running?, .tries(let new, else: let old)?):
            "\(running.text) runs now; the next reset tries \(new.text) if that slot holds a complete image, and unless it is "
                + "accepted the reset after it goes back to \(old.text)."
        case (let running?, nil):
            "\(running.text) runs now; what the next reset starts is not known."
        case (nil, .starts(let next)?):
            "What runs now is not known; the next reset starts \(next.text)."
        case (nil, .revertsTo(let old)?):
            "What runs now is not known; the next reset goes back to \(old.text)."
        case (nil, .tries(let new, else: let old)?):
            "What runs now is not known; the next reset tries \(new.text), the one after it goes back to \(old.text)."
        case (nil, nil):
            "What runs now and what the next reset starts are not known."
        }
    }
}

extension BoardState.Firmware {
    /// Slot and version, `ota_0 (3.0.0.1)`.
    package var text: String {
        (slot + (version.map { $0.isEmpty ? "" : " (\($0))" } ?? "")).printable
    }
}
