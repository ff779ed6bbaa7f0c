; Inno Setup: places the folder, registers .oplan, adds the program to PATH on request. Per user, no administrator needed.
; It never deletes anything but what it installed; plans and settings stay.
#ifndef Version
  #error "call iscc with /DVersion=x.y.z"
#endif

[Setup]
AppId={{6B0E6C1B-5B7F-4E4C-9F57-7E3C5D0B8A21}
AppName=Outsourcing Planner
AppVersion={#Version}
AppPublisher=The Outsourcing Planner authors
DefaultDirName={autopf}\Outsourcing Planner
DefaultGroupName=Outsourcing Planner
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
ChangesAssociations=yes
ChangesEnvironment=yes
DisableProgramGroupPage=yes
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\outsourcing-planner.ico
UninstallDisplayIcon={app}\Outsourcing Planner.exe
OutputDir=..\..\build
OutputBaseFilename=outsourcing-planner-{#Version}-setup
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; Flags: unchecked
Name: "path"; Description: "Add the command outsourcing-planner to the PATH"; Flags: unchecked

[InstallDelete]
; libraries of an older version must not stay beside the new ones
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\build\bundle\outsourcing-planner\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs

[Icons]
Name: "{autoprograms}\Outsourcing Planner"; Filename: "{app}\Outsourcing Planner.exe"
Name: "{autodesktop}\Outsourcing Planner"; Filename: "{app}\Outsourcing Planner.exe"; Tasks: desktopicon

[Registry]
Root: HKA; Subkey: "Software\Classes\.oplan"; ValueType: string; ValueData: "OutsourcingPlanner.Plan"; Flags: uninsdeletevalue
Root: HKA; Subkey: "Software\Classes\OutsourcingPlanner.Plan"; ValueType: string; ValueData: "Outsourcing plan"; Flags: uninsdeletekey
Root: HKA; Subkey: "Software\Classes\OutsourcingPlanner.Plan\DefaultIcon"; ValueType: string; ValueData: "{app}\Outsourcing Planner.exe,0"
Root: HKA; Subkey: "Software\Classes\OutsourcingPlanner.Plan\shell\open\command"; ValueType: string; ValueData: """{app}\Outsourcing Planner.exe"" ""%1"""
Root: HKCU; Subkey: "Environment"; ValueType: expandsz; ValueName: "Path"; ValueData: "{olddata};{app}"; Tasks: path; Check: NotOnPath

[Run]
Filename: "{app}\Outsourcing Planner.exe"; Description: "{cm:LaunchProgram,Outsourcing Planner}"; Flags: nowait postinstall skipifsilent

[Code]
function NotOnPath: Boolean;
var
  Known: String;
begin
  if not RegQueryStringValue(HKCU, 'Environment', 'Path', Known) then
    Known := '';
  Result := Pos(';' + Uppercase(ExpandConstant('{app}')) + ';', ';' + Uppercase(Known) + ';') = 0;
end;
