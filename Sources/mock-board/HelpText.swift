import MockBoard

/// The text of the help besides the options.
enum HelpText {
    static let discussion = """
        A NodeMCU board without hardware, on a pseudo terminal: real Lua 5.1 or 5.3, four firmware lines, flash with \
        partition table and slots, bootloader and rollback. Prints “ready PATH” once PATH can be opened, and runs \
        until SIGTERM or SIGINT. The exit status is 0 after a signal, 2 if the options are wrong, 1 if the board \
        cannot be served.

        FAULTS (--fault takes several, separated by commas; N, K and OP count from 1):
        \(FaultForm.all.map { "  \($0.form)\n" + indented($0.meaning) }.joined(separator: "\n"))

        EXAMPLES:
          mock-board --link /tmp/board
          mock-board --dialect idf4 --lua 5.1 --baud 115200 --erase-ms 200
          mock-board make-image old.bin --version 1.0.0 --chip esp32c3 --size 200K
          mock-board --chip esp32c3 --firmware old.bin --flash flash.bin --rollback
          mock-board --slots 3 --factory --rollback
          mock-board --fault drop-byte@1000,stall@3:2s,noise:200ms --seed 7
          mock-board --fault power-cut@flash-op:12:torn
          mock-board --link /tmp/board --replay run.trace
        """

    // ArgumentParser breaks long lines, but does not indent what follows.
    private static func indented(_ text: String) -> String {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + word.count < 72 {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append("      " + word)
            }
        }
        return lines.joined(separator: "\n")
    }
}
