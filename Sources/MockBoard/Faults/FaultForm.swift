/// The syntax of a fault, for messages, help and documentation.
public struct FaultForm: Sendable, Hashable {
    /// The fault's name.
    public let name: String
    /// The complete form: `stall@CALL:TIME`.
    public let form: String
    /// The effect, in one sentence.
    public let meaning: String

    /// All forms, in the order of their explanation.
    public static let all: [FaultForm] = [
        FaultForm(name: "drop-byte", form: "drop-byte@N", meaning: "The Nth byte from the host never arrives."),
        FaultForm(name: "double-byte", form: "double-byte@N", meaning: "The Nth byte from the host arrives twice."),
        FaultForm(
            name: "flip-bit",
            form: "flip-bit@N[:BIT]",
            meaning: "The Nth byte from the host arrives with bit BIT (0 to 7, by default from the seed) flipped."
        ),
        FaultForm(
            name: "drop-reply",
            form: "drop-reply@K",
            meaning: "The board's reply to the Kth otaupgrade.write is lost."
        ),
        FaultForm(
            name: "stall",
            form: "stall@K:TIME",
            meaning: "After the Kth otaupgrade.write the board does nothing for TIME (2s, 150ms)."
        ),
        FaultForm(
            name: "power-cut",
            form: "power-cut@flash-op:N[:before|:after|:torn[:BYTES]]",
            meaning: "The power fails at the Nth flash operation: before it, after it, or torn after BYTES "
                + "of it (the default, with half of them)."
        ),
        FaultForm(
            name: "reset",
            form: "reset@chunk:K or reset@line:N",
            meaning: "The board resets after the Kth otaupgrade.write, or when the Nth line from the host has arrived, "
                + "before the line runs."
        ),
        FaultForm(
            name: "unplug",
            form: "unplug@K[:TIME] or unplug@line:N[:TIME]",
            meaning: "The console vanishes at the Kth otaupgrade.write or Nth line, and returns after TIME (1s)."
        ),
        FaultForm(
            name: "set-boot-fails",
            form: "set-boot-fails",
            meaning: "The boot slot is not switched, and otaupgrade.complete does not report it."
        ),
        FaultForm(
            name: "image-not-bootable",
            form: "image-not-bootable",
            meaning: "The bootloader cannot load the image of an update, although the firmware accepted it."
        ),
        FaultForm(name: "crash-loop", form: "crash-loop", meaning: "The image of an update crashes at each start."),
        FaultForm(
            name: "noise",
            form: "noise[:TIME]",
            meaning: "Log lines appear at any time, about TIME (1s) apart."
        ),
        FaultForm(
            name: "talking",
            form: "talking[:TIME]",
            meaning: "An application prints at any time, about TIME (500ms) apart, and does not always end its lines."
        ),
        FaultForm(
            name: "lua-busy",
            form: "lua-busy:TIME[:PERCENT]",
            meaning:
                "When a line from the host arrives, an application keeps Lua busy for TIME, with a probability of "
                + "PERCENT % (25)."
        ),
        FaultForm(
            name: "lost-alarm",
            form: "lost-alarm[:PERCENT]",
            meaning: "Each timer alarm is lost with a probability of PERCENT % (50) when it is due, as if the task "
                + "queue were full."
        ),
        FaultForm(
            name: "deaf",
            form: "deaf[@K]",
            meaning: "The console ignores all input, from the start or from the Kth otaupgrade.write on."
        ),
        FaultForm(name: "seed", form: "seed:N", meaning: "N (1) is the seed of all random choices."),
    ]
}
