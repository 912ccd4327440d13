import Diagnosis
import LuaREPL
import Testing
import TransportCore

@testable import Reports

/// The words and commands of the doctor.
struct FindingTextTests {
    private func text(_ cause: FindingCause, port: String? = "/dev/ttyX0") -> FindingText {
        FindingText(Finding(.problem, cause, port: port))
    }

    @Test func `the commands name the port`() {
        let evidence = PromptEvidence()
        #expect(
            text(.answersAtOtherRate(9600, requested: 115_200, evidence)).remedy == [
                "otaflash info --port /dev/ttyX0 --baud 9600"
            ]
        )
        #expect(text(.secondaryConsole(evidence)).remedy.last == "otaflash reset --port /dev/ttyX0")
        #expect(text(.consoleTaken(evidence)).remedy[0] == "otaflash reset --port /dev/ttyX0")
        #expect(text(.downloadMode).remedy[0] == "otaflash reset --port /dev/ttyX0")
        #expect(text(.unconfirmed(running: "ota_1")).remedy[0] == "otaflash accept --port /dev/ttyX0")
        #expect(
            text(.unconfirmed(running: "ota_1"), port: "/dev/tty X0").remedy[0]
                == "otaflash accept --port '/dev/tty X0'"
        )
    }

    @Test func `each finding has evidence and a remedy`() {
        for cause in FindingSamples.causes {
            let text = text(cause)
            #expect(!text.message.isEmpty)
            #expect(!text.evidence.isEmpty, "\(cause)")
            #expect(!text.remedy.isEmpty, "\(cause)")
        }
    }

    @Test func `a host without ports shows how to watch for one`() {
        #expect(text(.noPorts, port: nil).remedy.contains("otaflash ports --watch"))
        #expect(text(.nothingToBoot(BootRecord())).remedy.last == "make flash")
        #expect(text(.foreignConsole(.microPython, PromptEvidence())).remedy.last == "otaflash ports")
    }

    @Test func `the remedies of the host name its programs and groups`() {
        let modemManager = text(.modemManager(pid: 812), port: nil)
        #expect(modemManager.evidence[0].contains("812"))
        #expect(modemManager.remedy.contains { $0.contains("udevadm control --reload") })
        #expect(text(.noAccess(user: "ada", group: "dialout")).remedy[0] == "sudo usermod -aG dialout ada")
        #expect(text(.loginNeeded(user: "ada", group: "dialout", current: ["ada"])).remedy[0] == "newgrp dialout")
        let held = text(.held(PortHolder(pid: 4711, command: "picocom /dev/ttyUSB0")))
        #expect(held.evidence[0].contains("picocom"))
        #expect(held.remedy.last == "kill 4711")
    }

    @Test func `the service for Braille displays is kept`() {
        let text = text(.brltty(pid: 9, converters: ["1-2"]), port: nil)
        #expect(text.evidence.contains { $0.contains("1-2") })
        // Somebody may need the service to read the screen.
        #expect(!text.remedy.contains { $0.contains("disable") || $0.contains("mask") })
    }

    @Test func `a silent port lists the rates that were tried`() {
        let text = text(.silent(PromptEvidence(), tried: [115_200, 921_600]))
        #expect(text.evidence.last == "No prompt answered at 115200, 921600 baud.")
    }

    @Test func `another console is named`() {
        #expect(text(.foreignConsole(.microPython, PromptEvidence())).message.contains("MicroPython"))
        #expect(text(.esp8266).message.contains("This is an ESP8266"))
    }
}
