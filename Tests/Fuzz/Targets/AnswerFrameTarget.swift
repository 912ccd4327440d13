import LuaREPL

/// The bytes after a frame's mark: they are an answer only with a valid check, and its values contain no more than the
/// bytes.
public enum AnswerFrameTarget: FuzzTarget {
    /// Its name, `answer-frame`.
    public static let name = "answer-frame"

    /// Reads the bytes unchanged, and with a valid check.
    public static func run(_ bytes: [UInt8]) throws(BrokenProperty) {
        try judge(bytes)
        let checked = bytes + Array(":\(AnswerFrame.check(of: bytes))".utf8)
        guard try judge(checked) else { return }
        var damaged = checked
        damaged[bytes.count / 2] ^= 0x04
        // A flip in the colon before the check makes another frame, which must have its own valid check.
        try demand(bytes.isEmpty || AnswerFrame(damaged) == nil, "a damaged frame is accepted as an answer")
    }

    @discardableResult
    private static func judge(_ bytes: [UInt8]) throws(BrokenProperty) -> Bool {
        guard let frame = AnswerFrame(bytes) else { return false }
        try demand(frame.question >= 0, "question \(frame.question)")
        let sizes = frame.values.map { $0.bytes?.count ?? 0 }
        try demand(sizes.reduce(0, +) <= bytes.count, "more bytes than in the input")
        // Reading a number must not trap, whatever it is.
        for value in frame.values { _ = (value.integer, value.description) }
        return true
    }
}
