import Diagnosis
import Foundation
import Testing

@Suite struct HostInspectorTests {
    private func withRoot(_ files: [String: String], _ body: (HostInspector) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "otaflash-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in files {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: file)
        }
        try body(HostInspector(root: root.path))
    }

    @Test func anEmptyHostHasNeitherRulesNorGrabbers() throws {
        try withRoot(["etc/group": "dialout:x:20:\n"]) { inspector in
            let facts = inspector.facts()
            #expect(facts.rules == nil)
            #expect(facts.grabbers.isEmpty)
            #expect(facts.assignedGroups.isEmpty)
            #expect(!facts.user.isEmpty)
        }
    }

    @Test func findsRulesWhereUdevLooksForThem() throws {
        try withRoot([
            "usr/lib/udev/rules.d/70-otaflash.rules": "packaged", "etc/udev/rules.d/70-otaflash.rules": "local",
        ]) { inspector in
            #expect(inspector.facts().rules?.text == "local")
        }
    }

    @Test func findsProgramsThatGrabPorts() throws {
        try withRoot(["proc/12/comm": "bash\n", "proc/812/comm": "ModemManager\n", "proc/9/comm": "brltty\n"]) {
            #expect($0.facts().grabbers.map(\.pid) == [9, 812])
        }
    }

    @Test func findsConvertersWithoutAPort() throws {
        let device = "sys/bus/usb/devices/"
        try withRoot([
            device + "1-1/idVendor": "1a86\n", device + "1-1/idProduct": "7523\n", device + "1-1:1.0/modalias": "",
            device + "1-2/idVendor": "1a86\n", device + "1-2/idProduct": "7523\n",
            device + "1-2:1.0/ttyUSB0/port_number": "0", device + "1-3/idVendor": "0781\n",
            device + "1-3/idProduct": "5567\n",
        ]) { inspector in
            #expect(inspector.facts().strayConverters == ["1-1"])
        }
    }

    @Test func readsTheGroupsOfTheNextLogin() throws {
        let user = NSUserName()
        try withRoot(["etc/group": "dialout:x:20:ada,\(user)\nplugdev:x:46:ada\nbad line\n"]) { inspector in
            #expect(inspector.facts().assignedGroups == ["dialout"])
        }
    }
}
