import OTAUpgrade
import Testing
import TransportCore

@testable import Reports
@testable import TerminalUI
@testable import otaflash

struct ResetCommandTests {
    private func command(_ arguments: [String]) throws -> ResetCommand {
        try #require(try Otaflash.parse(["reset"] + arguments, environment: [:]) as? ResetCommand)
    }

    @Test(
        arguments: [
            ([], ResetOptions.Way.promptThenLines), (["--lua"], .prompt), (["--circuit", "direct-rts"], .lines),
            (["--sequence", "U0,1|W0.1|U0,0"], .lines),
        ]
    )
    func `naming lines leaves the prompt unused`(arguments: [String], way: ResetOptions.Way) throws {
        #expect(try command(arguments).method.options(.classic).way == way)
    }

    @Test func `only --force gives up firmware on trial`() throws {
        #expect(try !command([]).method.options(.classic).isForced)
        #expect(try command(["--force"]).method.options(.classic).isForced)
    }

    @Test func `named options are used`() throws {
        let method = try command(["--circuit", "usb-serial-jtag", "--sequence", "U0,0|W1", "--no-wait"]).method
        #expect(method.circuit == .usbSerialJTAG)
        let options = method.options(.classic)
        #expect(options.circuit == .classic)
        #expect(options.sequence?.description == "U0,0|W1")
        #expect(!options.waits)
    }

    @Test(arguments: [["--lua", "--circuit", "classic"], ["--sequence", "D0|Q"], ["--circuit", "magic"]])
    func `options that make no sense are refused`(arguments: [String]) {
        #expect(throws: (any Error).self) { try command(arguments) }
    }
}
