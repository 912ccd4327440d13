/// How a fault is written: what there is, for messages, help texts and documentation.
public struct FaultForm: Sendable, Hashable {
    /// The fault's name.
    public let name: String
    /// The whole form: `stall@CALL:TIME`.
    public let form: String
    /// What happens, in one sentence.
    public let meaning: String

    /// All forms, in the order in which they are explained.
    public static let all: [FaultForm] = [
        FaultForm(name: "drop-byte", form: "drop-byte@N", meaning: "The Nth byte from the host never arrives."),
        FaultForm(name: "double-byte", form: "double-byte@N", meaning: "The Nth byte from the host arrives twice."),
        FaultForm(
            name: "flip-bit",
            form: "flip-bit@N[:BIT]",
            meaning: "The Nth byte from the host arrives with bit BIT (0 to 7, else chosen by the seed) flipped."
        ),
        FaultForm(
            name: "drop-reply",
            form: "drop-reply@K",
            meaning: "What the board prints in answer to the Kth otaupgrade.write never leaves it."
        ),
        FaultForm(
            name: "stall",
            form: "stall@K:TIME",
            meaning: "After the Kth otaupgrade.write the board does nothing for TIME (2s, 150ms)."
        ),
        FaultForm(
            name: "power-cut",
            form: "power-cut@flash-op:N[:before|:after|:torn[:BYTES]]",
            meaning: "The power goes at the Nth flash operation: before it, after it, or when BYTES of it are done "
                + "(half of them where no number stands; that is also what happens without a word)."
        ),
        FaultForm(
            name: "reset",
            form: "reset@chunk:K or reset@line:N",
            meaning: "The board resets when the Kth otaupgrade.write has been carried out, or when the Nth line from "
                + "the host has come and before it is carried out."
        ),
        FaultForm(
            name: "unplug",
            form: "unplug@K[:TIME] or unplug@line:N[:TIME]",
            meaning: "The console vanishes at that otaupgrade.write or line, and comes back after TIME (1s)."
        ),
        FaultForm(
            name: "set-boot-fails",
            form: "set-boot-fails",
            meaning: "The boot slot is not switched; otaupgrade.complete does not tell."
        ),
        FaultForm(
            name: "image-not-bootable",
            form: "image-not-bootable",
            meaning: "The bootloader cannot load what an update wrote, though the firmware found nothing wrong."
        ),
        FaultForm(name: "crash-loop", form: "crash-loop", meaning: "What an update wrote crashes whenever it starts."),
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
                "When a line from the host has come, an application keeps Lua busy for TIME, with a probability of "
                + "PERCENT (25)."
        ),
        FaultForm(
            name: "lost-alarm",
            form: "lost-alarm[:PERCENT]",
            meaning: "Each alarm of a timer that falls due is lost with a probability of PERCENT (50), as if the task "
                + "queue were full."
        ),
        FaultForm(
            name: "deaf",
            form: "deaf[@K]",
            meaning: "The console takes no input, from the start or from the Kth otaupgrade.write on."
        ),
        FaultForm(name: "seed", form: "seed:N", meaning: "What is left to chance follows from N (1)."),
    ]
}
