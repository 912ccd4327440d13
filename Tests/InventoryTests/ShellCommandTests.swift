import Testing

@testable import Inventory

struct ShellCommandTests {
    @Test(arguments: [
        ("relay 3", "relay"), ("  relay 3", "relay"), ("'/opt/my relay' 3", "/opt/my relay"), ("\"relay\"", "relay"),
        ("HOST=lab relay", "relay"), ("/opt/relay;true", nil), ("$RELAY 3", nil), ("(relay)", nil), ("", nil),
        ("~/bin/relay", nil), ("A=1", nil),
    ])
    func theProgramIsTheFirstWord(command: String, program: String?) {
        #expect(ShellCommand(text: command).program == program)
    }
}
