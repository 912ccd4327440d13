/// The facts about a host that decide whether its boards can be reached.
package struct HostFacts: Sendable, Hashable {
    /// A program that is running.
    package struct Process: Sendable, Hashable {
        /// Its process id.
        package var pid: Int
        /// Its short name.
        package var name: String

        /// Makes a process from its facts.
        package init(pid: Int, name: String) {
            self.pid = pid
            self.name = name
        }
    }

    /// A rules file that udev reads.
    package struct RulesFile: Sendable, Hashable {
        /// Its path.
        package var path: String
        /// Its contents.
        package var text: String

        /// Makes a file from its facts.
        package init(path: String, text: String) {
            self.path = path
            self.text = text
        }
    }

    /// The user that runs this process.
    package var user: String
    /// Whether that is root, who can open any port.
    package var isRoot: Bool
    /// The groups of this process.
    package var groups: Set<String>
    /// The groups of the user in the group file, including those added since this session started.
    package var assignedGroups: Set<String>
    /// Running programs that are known to grab serial ports.
    package var grabbers: [Process]
    /// USB-serial converters, such as `1a86:7523`, that have no serial port although they should.
    package var strayConverters: [String]
    /// The project's installed rules; `nil` if they are not installed.
    package var rules: RulesFile?

    /// Makes the facts of a host without problems.
    package init(
        user: String = "root",
        isRoot: Bool = false,
        groups: Set<String> = [],
        assignedGroups: Set<String> = [],
        grabbers: [Process] = [],
        strayConverters: [String] = [],
        rules: RulesFile? = nil
    ) {
        self.user = user
        self.isRoot = isRoot
        self.groups = groups
        self.assignedGroups = assignedGroups
        self.grabbers = grabbers
        self.strayConverters = strayConverters
        self.rules = rules
    }
}
